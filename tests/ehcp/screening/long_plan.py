"""A plan of forty items, for what is drawn of a long one: ten needs, ten outcomes, twenty pieces of provision."""

SKILLS = (
    "add two numbers",
    "read simple words",
    "tie shoe laces",
    "ask for help",
    "wait for a turn",
    "hold a pencil",
    "follow a story",
    "join a game",
    "tell the time",
    "cross the road",
)


def long_plan() -> str:
    """B3 and B4 share an outcome; B10 has none; the last piece of provision follows from nothing."""
    lines = ["Section A: Views", "Ivo hopes to be a vet.", "Section B: Special educational needs"]
    lines += [f"B{at} Ivo cannot {skill}." for at, skill in enumerate(SKILLS, 1)]
    lines.append("Section E: Outcomes")
    for at, skill in enumerate(SKILLS[:9], 1):
        needs = "B3, B4" if at == 3 else f"B{at}"
        lines.append(f"E{at} By July 2027 Ivo will {skill} in four lessons out of five ({needs}).")
    lines.append("E10 By July 2027 Ivo will read simple words to a younger child every week (B2).")
    lines.append("Section F: Special educational provision")
    for at in range(1, 20):
        outcome = (at - 1) % 9 + 1
        skill = SKILLS[outcome - 1]
        lines.append(
            f"F{at} A teacher will work with Ivo for 20 minutes every day, one to one, so that he can {skill} (E{outcome})."
        )
    lines.append("F20 Horse riding with an instructor for one hour each week.")
    return "\n".join(lines)
