"""Live the demonstration's months on an empty throw-away database and keep the outcome as the fixture.

make demo-fixture
"""

import os
import sys
import time

os.environ["DEMONSTRATION"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> None:
    sys.path.insert(0, ".")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    call_command("migrate", verbosity=0)
    from goldenthread.demo import fixture
    from goldenthread.demo.living import months

    began = time.monotonic()
    story = months.live(say=lambda line: print(f"{time.monotonic() - began:6.0f} s  {line}", flush=True))
    fixture.write(fixture.dump(story))
    print(f"{fixture.FILE}: {fixture.FILE.stat().st_size / 1e6:.1f} MB, {len(story.files)} documents")


if __name__ == "__main__":
    main()
