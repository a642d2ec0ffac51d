"""Migration operations that make rows unchangeable in the database itself, on PostgreSQL and on SQLite."""

from django.db.migrations.operations.base import Operation

DOOR = "history_erasuredoor"


class Forbid(Operation):
    """Refuse INSERT, UPDATE or DELETE of closed rows of a table.

    `when` is an SQL condition on OLD and NEW that says which rows are closed; `sqlite` is the same condition in
    SQLite's words, where the two differ by more than IS DISTINCT FROM.

    Erasure under retention goes through its own door (`history.erasure`): while a row stands in the door table, in
    that transaction alone, updates and deletes pass.
    """

    reversible = True

    def __init__(self, table: str, *, name: str, on: str, when: str = "1=1", says: str, sqlite: str = ""):
        self.table, self.name, self.on, self.when, self.says = table, name, on.upper(), when, says
        self.sqlite = sqlite

    def deconstruct(self):
        said = {"name": self.name, "on": self.on, "when": self.when, "says": self.says}
        return ("Forbid", [self.table], said | ({"sqlite": self.sqlite} if self.sqlite else {}))

    def state_forwards(self, app_label, state) -> None:
        """The models are as before."""

    def describe(self) -> str:
        return f"Forbid {self.on.lower()} of closed rows of {self.table}"

    def _condition(self, when: str) -> str:
        if self.on == "INSERT":
            return f"({when})"
        # Both parts are written in a migration, never by a reader.
        return f"({when}) AND NOT EXISTS (SELECT 1 FROM {DOOR})"  # noqa: S608

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {self._condition(self.when)} THEN RAISE EXCEPTION '{self.says}' USING ERRCODE = 'integrity_constraint_violation'; "
                f"END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {self.name} BEFORE {self.on} ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            )
        else:
            condition = self._condition(self.sqlite or self.when.replace("IS DISTINCT FROM", "IS NOT"))
            schema_editor.execute(
                f"CREATE TRIGGER {self.name} BEFORE {self.on} ON {self.table} "
                f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
            )

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}")


class Lift(Forbid):
    """Take a trigger away within a migration that alters its table: SQLite would lose it, PostgreSQL would keep it.

    Given the operation that made it. A `Forbid` after the alteration puts it, or a stricter one, back.
    """

    def __init__(self, table: str, *, name: str, on: str, when: str = "1=1", says: str, sqlite: str = ""):
        super().__init__(table, name=name, on=on, when=when, says=says, sqlite=sqlite)

    @classmethod
    def of(cls, made: Forbid) -> "Lift":
        return cls(made.table, name=made.name, on=made.on, when=made.when, says=made.says, sqlite=made.sqlite)

    def deconstruct(self):
        return ("Lift", *super().deconstruct()[1:])

    def describe(self) -> str:
        return f"Lift {self.name}"

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)


def append_only(table: str, *, says: str) -> list[Forbid]:
    """The two operations that let rows be added to a table and nothing else."""
    return [Forbid(table, name=f"{table}_no_{on}", on=on, says=says) for on in ("update", "delete")]
