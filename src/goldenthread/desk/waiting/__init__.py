"""What waits for somebody: one list for each person, from every room, the soonest first."""

from goldenthread.desk.waiting.item import Item
from goldenthread.desk.waiting.work import Day, Work, work_for

__all__ = ["Day", "Item", "Work", "work_for"]
