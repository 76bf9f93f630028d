"""Static files with their hash in the name, for ever cacheable."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites `import "./x.js"` inside our ES modules to the hashed names, so that a
    module and what it imports are always of one version."""

    support_js_module_import_aggregation = True
