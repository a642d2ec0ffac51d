"""The register and its plans: children and plans, versions and what clears them, what came in from outside."""

from goldenthread.plans.models.incoming import ImportRow, RegisterImport, SavedMapping, Upload
from goldenthread.plans.models.register import Assessment, Child, Plan, PlanKind
from goldenthread.plans.models.versions import Clearance, PlanVersion, Reader, ServiceCorrection, VersionHand

__all__ = [
    "Assessment",
    "Child",
    "Clearance",
    "ImportRow",
    "Plan",
    "PlanKind",
    "PlanVersion",
    "Reader",
    "RegisterImport",
    "SavedMapping",
    "ServiceCorrection",
    "Upload",
    "VersionHand",
]
