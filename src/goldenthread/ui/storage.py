"""Static files with their fingerprint in the name, our script modules and what they import included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FingerprintedStorage(CompressedManifestStaticFilesStorage):
    # Without this a module would import its neighbour by the bare name, and a browser might keep an old one.
    # Ours only: packages bring modules that import what they do not ship.
    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "goldenthread/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
