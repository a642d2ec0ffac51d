"""The console command `goldenthread`: everything that is done outside the browser."""

import argparse
import json
import os
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Gives the exit code: 0 well, 1 the thing asked about is not as it should be, 2 usage."""
    options = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.settings")
    if options.command != "verify-draw":
        import django

        django.setup()
    return options.run(options) or 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="goldenthread", description="Golden Thread: quality assurance of EHC plans.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run, help: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=help, description=help)
        one.set_defaults(run=run)
        return one

    one = command("run", run_server, "Start the server, the worker and the timetable.")
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--threads", type=int, help="requests answered at the same time")
    one.add_argument("--demo", action="store_true", help="load the demonstration authority first, if it is not there")
    command("migrate", migrate, "Bring the database and the collected files up to date.")
    command("demo", load_demo, "Load the demonstration authority (refused unless DEMONSTRATION=1).")
    one = command("new-authority", new_authority, "Make an authority and invite its first quality lead.")
    one.add_argument("code", help="the authority's three-digit code, such as 343")
    one.add_argument("name")
    one.add_argument("--lead-name", required=True)
    one.add_argument("--lead-email", required=True)
    one = command("import-register", import_register, "Compare an extract of the case system with the register.")
    one.add_argument("file", type=Path)
    one.add_argument("--authority", help="three-digit code; not needed where there is only one")
    one.add_argument("--mapping", help="name of a saved mapping; without it the columns are guessed")
    one.add_argument("--by", help="e-mail address of the person in whose name it is done")
    one.add_argument("--apply", action="store_true", help="apply it; without this only the preview is shown")
    one = command("import-sen2", import_sen2, "Compare a SEN2 return with the register, and look for its faults.")
    one.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="the XML, or all CSV files of the Blade export"
    )
    one.add_argument("--authority", help="three-digit code; not needed where there is only one")
    one.add_argument("--by", help="e-mail address of the person in whose name it is done")
    one.add_argument("--apply", action="store_true", help="apply it; without this only the preview is shown")
    one = command("screen", screen_archive, "Screen every version that today's checks have not seen.")
    one.add_argument(
        "--all", action="store_true", required=True, help="the whole archive; say it, for it may take long"
    )
    one.add_argument("--authority", help="three-digit code; all authorities otherwise")
    one.add_argument("--workers", type=int, default=1, choices=range(1, 33), metavar="N", help="processes (1 to 32)")
    one = command("verify-draw", verify_draw, "Check a draw's receipt: do these picks follow from it?")
    one.add_argument("file", type=Path, nargs="+")
    one = command("receipts", write_receipts, "Write every receipt as a file.")
    one.add_argument("folder", type=Path)
    one.add_argument("--authority", help="three-digit code; all authorities otherwise")
    one = command("routes", list_routes, "List every address, its methods and the permission that it needs.")
    one.add_argument("--json", action="store_true")
    one = command("people", list_people, "List the demonstration's people and how they sign in.")
    one.add_argument("--json", action="store_true")
    command("tick", tick, "Do what the timetable says is due now: draws, reminders, mail.")
    return top


def run_server(options: argparse.Namespace) -> int:
    from goldenthread.serving import serve, usual_threads

    return serve(host=options.host, port=options.port, threads=options.threads or usual_threads(), demo=options.demo)


def migrate(options: argparse.Namespace) -> None:
    from goldenthread.serving import prepare

    prepare()


def load_demo(options: argparse.Namespace) -> None:
    from goldenthread.demo.load import load

    print("Loaded." if load() else "The demonstration authority is there already.")


def new_authority(options: argparse.Namespace) -> int:
    from goldenthread.people import workflow
    from goldenthread.serving import bring_database_up_to_date

    bring_database_up_to_date()
    try:
        link = workflow.new_authority(
            code=options.code, name=options.name, lead_name=options.lead_name, lead_email=options.lead_email
        )
    except workflow.Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"{options.name} is made. Send this link to {options.lead_name}; it works once:\n{link}")
    return 0


def import_register(options: argparse.Namespace) -> int:
    from goldenthread.plans.register_import import command

    return command.run(
        options.file, authority=options.authority, mapping=options.mapping, by=options.by, apply=options.apply
    )


def import_sen2(options: argparse.Namespace) -> int:
    from goldenthread.plans.sen2_import import command

    return command.run(options.files, authority=options.authority, by=options.by, apply=options.apply)


def screen_archive(options: argparse.Namespace) -> int:
    from goldenthread.screenings import command

    return command.run(authority=options.authority, workers=options.workers)


def verify_draw(options: argparse.Namespace) -> int:
    from ehcp.statistics import sampling

    wrong = 0
    for file in options.file:
        try:
            problems = sampling.verify_bytes(file.read_bytes())
        except (OSError, ValueError) as error:
            problems = [f"This is not a receipt: {error}"]
        print(f"{file}: {'; '.join(problems) if problems else 'these picks follow from this receipt'}")
        wrong += bool(problems)
    return 1 if wrong else 0


def write_receipts(options: argparse.Namespace) -> None:
    from django_scopes import scope

    from goldenthread.people.models import Authority
    from goldenthread.samples import queries

    options.folder.mkdir(parents=True, exist_ok=True)
    authorities = Authority.objects.filter(**({"code": options.authority} if options.authority else {}))
    for authority in authorities:
        with scope(authority=authority):
            receipts = queries.all_receipts()
        for receipt in receipts:
            file = options.folder / f"{authority.code}-{receipt['reference']}.json"
            file.write_text(json.dumps(receipt, sort_keys=True, separators=(",", ":"), ensure_ascii=False), "utf-8")
        print(f"{authority}: {len(receipts)} receipts")


def list_routes(options: argparse.Namespace) -> None:
    from goldenthread.routes import routes

    rows = routes()
    if options.json:
        json.dump(rows, sys.stdout, indent=1)
        print()
        return
    for row in rows:
        print(f"{row['path']:60} {','.join(row['methods']):12} {row['permission']}")


def list_people(options: argparse.Namespace) -> int:
    from django.conf import settings

    if not settings.DEMONSTRATION:
        print("Only the demonstration's people are listed (DEMONSTRATION=1).", file=sys.stderr)
        return 1
    from goldenthread.demo.people import sign_ins

    rows = sign_ins()
    if options.json:
        json.dump(rows, sys.stdout, indent=1, ensure_ascii=False)
        print()
        return 0
    for row in rows:
        print(f"{row['name']:24} {row['role']:28} {row['agency']:20} {row['email']:36} {row['password']}")
    return 0


def tick(options: argparse.Namespace) -> None:
    from goldenthread.timetable import do_what_is_due

    for line in do_what_is_due():
        print(line)


if __name__ == "__main__":
    sys.exit(main())
