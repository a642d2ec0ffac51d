"""A pronoun for the child that is not the child's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.checks import _pronoun_child as child
from ehcp.screening.checks import _pronoun_words as cues
from ehcp.screening.checks._pronoun_finder import Finder
from ehcp.screening.facts import Facts
from ehcp.screening.front_page import is_first_person
from ehcp.screening.names import people_of
from ehcp.screening.plan_text import PlanText

HE = Facts(name="Corin Ashdown", pronoun="he", born_on=date(2015, 1, 9), kind="draft", on=date(2026, 3, 2), year=6)
SHE = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)


def find(plan: PlanText) -> Iterator[Hit]:
    wrong = cues.WRONG.get(plan.facts.pronoun or "")
    people = people_of(plan)
    if wrong is None or not people.own or not wrong.search(plan.folded):
        return
    body = [plan.folded[start:end] for code in ("B", "E", "F") for start, end in plan.sections.get(code, ())]
    if is_first_person("\n".join(body)):
        return
    finder = Finder(plan, people)
    told: set[int] = set()
    if plan.facts.pronoun == "they" and not _is_called_they(plan):
        return
    for match in wrong.finditer(plan.folded):
        section = plan.section_at(match.start())
        if section == "FRONT" and not child.ON_THE_FRONT.match(plan.folded, match.start()):
            continue
        if plan.folded.endswith(cues.SECOND, max(0, match.start() - 8), match.start()):
            continue
        if section in (None, "KEY") or people.reading.is_quoted(match.start()):
            continue
        # One finding a sentence: what follows in it repeats the same slip.
        sentence = people.reading.sentence_at(match.start())[0]
        if sentence in told:
            finder.flagged.add(match.start())
        elif not finder.may_be_another(match.start()):
            finder.flagged.add(match.start())
            told.add(sentence)
            yield Hit(match.start(), match.end(), section)


def _is_called_they(plan: PlanText) -> bool:
    """Whether the plan itself says "they" of the child, well beside what it says of he or she."""
    told = [plan.folded[start:end] for code in "BE" for start, end in plan.sections.get(code, ())]
    other, own = cues.WRONG["they"], cues.RIGHT["they"]
    return sum(len(own.findall(words)) for words in told) >= cues.OFTEN * sum(
        len(other.findall(words)) for words in told
    )


def _boy(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", HE)


def _girl(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", SHE)


def _they(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", Facts(name="Robin Vale", pronoun="they"))


CHECK = Check(
    id="identity-pronoun",
    version="1.3.0",
    title="A pronoun that is not the child's",
    standard="X1",
    scope=("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=(
        "the child's pronoun is not known; they, where the plan itself seldom says so",
        "somebody else whom the pronoun could mean is named in the sentence or the one before, unless what is said is "
        "said of nobody but a child",
        "what a visitor or a teacher owns or does, named here or not",
        "words in quote marks",
        "a plan that the child tells",
    ),
    severity=Severity.MUST,
    confidence=0.75,
    message="Who is meant here? This pronoun may not be this child's.",
    explanation="The plan uses another pronoun for the child everywhere else. A slip like this often comes over from another "
    "child's plan, and families notice it first.",
    source="UK GDPR Article 5(1)(d); SEND Code of Practice 9.61",
    suggestion="Write the child's own pronoun, or the name of the person who is meant, and look over the words around it for "
    "anything else that belongs to another child.",
    find=find,
    should_find=(
        _boy("A teaching assistant to prompt Corin to use her visual timetable.", "F: Special educational provision"),
        _girl(
            "The class teacher will give Rowena a board so that he knows what is coming.",
            "F: Special educational provision",
        ),
        _girl("Rowena was assessed by Dr Mensah in May. He scored at the 3rd percentile for spelling."),
        _boy("The educational psychologist found that she works best in the morning."),
        _boy("Despite support from his teacher, Mrs Lane, Corin finds it hard to start her work."),
        _girl("A key adult will greet Rowena at the door and take him to the den.", "F: Special educational provision"),
        _boy(
            "Mum and Dad would like Corin to make friends. They worry that she is lonely.",
            "A: Views, interests and aspirations",
        ),
        _girl("Under the care of Dr Bell, consultant paediatrician, for his epilepsy.", "C: Health needs"),
        _girl("Need: Spatial ideas are very hard for him. Three hours are lost on Wednesdays."),
        _girl("When Rowena arrives, the mentor will ask him how she feels.", "F: Special educational provision"),
        _boy("Regular check-ins with a key adult help him calm herself down.", "F: Special educational provision"),
        _boy("Corin loses his place in a text. She needs a ruler under the line."),
        _boy("By July 2027 she will stay on task for 15 minutes.", "E: Outcomes"),
        _girl("B1.3 Rowena understands two key words. He follows longer instructions by watching."),
        _girl("Emotional literacy assistant, Mrs Oddy, to see him for 30 minutes.", "F: Special educational provision"),
        _girl("Asthma review, with a new plan for his inhalers.", "G: Health provision"),
        _boy("Corin has a hearing loss. His aids are worn all day and she changes the batteries."),
        _girl(
            "The occupational therapist will see him each Monday for half an hour.", "F: Special educational provision"
        ),
        _boy("A mentor will teach her to breathe slowly.", "F: Special educational provision"),
        _they("Robin writes slowly and they tire. She cannot copy their date from the board before they stop."),
        _girl("Mum works nights. Rowena sleeps well. He wakes at six.", "A: Views, interests and aspirations"),
        _boy("Kieran can hold a ball. Millie can kick it with her left foot."),
        _boy(
            "The class teacher does this with Corin and up to 3 others. She benefits from a reading pen.",
            "F: Special educational provision",
        ),
        _boy("A carer takes Corin out at weekends, as she enjoys the park.", "H2: Other social care provision"),
        _boy(
            "Corin talks to a counsellor. Her social worker and carers meet every six weeks.",
            "F: Special educational provision",
        ),
        _girl("Both parents want him to stay at the village school.", "A: Views, interests and aspirations"),
        _girl("By May 2027 Rowena will ask a teacher for a word. By July 2027 he will write it.", "E: Outcomes"),
        _boy("Corin has Autism. She needs a ruler under the line."),
        _boy("Corin has a diagnosis of Developmental Language Disorder and she finds long words hard."),
        _boy("Corin has Down Syndrome, so she tires easily."),
        _boy("Due to Dyspraxia and Epilepsy, she finds buttons hard."),
        _girl("Rowena was diagnosed with Attention Deficit Hyperactivity Disorder; he is easily distracted."),
    ),
    should_not_find=(
        _boy("Corin lives with Dziadunia. She cooks for him.", "D: Social care needs"),
        _boy(
            "The class teacher is told if Corin has slept badly, so that she can plan a gentle start.",
            "F: Special educational provision",
        ),
        _boy("She trains the people at his work before he starts.", "F: Special educational provision"),
        _boy("He has a charger. The spare is in her car.", "F: Special educational provision"),
        _girl("Every pupil has a tray with his or her name. He who asks nothing is told nothing."),
        _girl("Her best friend is Omar. She would like him to come to tea.", "A: Views, interests and aspirations"),
        _girl("Rowena copies the boy next to her, and she will take his pencil."),
        _girl("Rowena is scared of men with beards and will not go near one until he speaks."),
        _boy("The adult will keep her hands still when he is upset.", "F: Special educational provision"),
        _girl("A child who finishes early may choose his own book.", "F: Special educational provision"),
        _girl("Keith would like Rowena to come to the harbour with him.", "A: Views, interests and aspirations"),
        _boy("His mother meets him at the gate. She drives to work afterwards.", "A: Views, interests and aspirations"),
        _boy(
            "Mrs Quill teaches Corin to read. She marks each word that he misses.", "F: Special educational provision"
        ),
        _boy(
            "The therapist will see Corin each week. She will write down what he said.",
            "F: Special educational provision",
        ),
        _boy('Corin said "she never listens and her room is too loud".', "A: Views, interests and aspirations"),
        _they(
            "Robin lives with two grown-ups. He, Keith, is at sea for ten days.", "A: Views, interests and aspirations"
        ),
        _boy("A teaching assistant joins in. She writes it down afterwards.", "F: Special educational provision"),
        _girl("Jack is her dad. He needs a knee operation and cannot drive.", "D: Social care needs"),
        _boy("Dr Pike diagnosed Autism in 2024. She will see Corin again.", "G: Health provision"),
        _boy("Corin lives with Babcia, who has Epilepsy. She cooks for him.", "D: Social care needs"),
        _girl("Her brother is nine. He walks to school with her.", "D: Social care needs"),
        _girl("When he is not at work, her father swims with Rowena.", "D: Social care needs"),
        _girl("Jack told us what he hopes. He wants Rowena to ride a bicycle.", "A: Views, interests and aspirations"),
        Example(
            "Section B: Special educational needs\nRobin reads well. She likes maps.",
            Facts(name="Robin Vale", pronoun="they"),
        ),
        _girl("Her uncle lives near by. The social worker will visit him in June.", "D: Social care needs"),
        _girl(
            "The therapist and the teacher who took over will tell Rowena when to ring him.",
            "F: Special educational provision",
        ),
        _they("Robin's mother reads with them. She says that they know their letters.", "A: Views"),
    ),
)
