"""The register and its plans: children and plans, versions and what clears them, what came in from outside."""

from goldenthread.plans.models.casework import Objection, PhaseTransfer, Review
from goldenthread.plans.models.incoming import ImportRow, RegisterImport, SavedMapping, Upload
from goldenthread.plans.models.register import Assessment, CeaseReason, Child, Plan, PlanKind
from goldenthread.plans.models.sen2 import QualityCheck, QualityFault, Sen2Import, Sen2Person
from goldenthread.plans.models.versions import ChildLook, Clearance, PlanVersion, Reader, ServiceCorrection, VersionHand

__all__ = [
    "Assessment",
    "CeaseReason",
    "Child",
    "ChildLook",
    "Clearance",
    "ImportRow",
    "Objection",
    "PhaseTransfer",
    "Plan",
    "PlanKind",
    "PlanVersion",
    "QualityCheck",
    "QualityFault",
    "Reader",
    "RegisterImport",
    "Review",
    "SavedMapping",
    "Sen2Import",
    "Sen2Person",
    "ServiceCorrection",
    "Upload",
    "VersionHand",
]
