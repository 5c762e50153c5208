package dev.varde.processor.diagnosis;

import dev.varde.processor.evidence.InstanceEvidence;

/// Commands for people to copy. Only names from the configuration and numbers go into them, quoted;
/// never text from a log.
final class Shell {
    private Shell() {}

    static String quote(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }

    /// The service's unit, or its name where no unit is known.
    static String unit(InstanceEvidence instance) {
        var said = instance.unit();
        return quote(said == null ? instance.service().value() : said.fact().unit());
    }

    static String journal(InstanceEvidence instance) {
        return "journalctl -u " + unit(instance) + " -n 200 --no-pager";
    }

    /// Shows the unit with all its settings.
    static String unitFile(InstanceEvidence instance) {
        return "systemctl cat " + unit(instance);
    }

    /// Settings that last, in a file beside the unit's own.
    static String setProperty(InstanceEvidence instance, String settings) {
        return "systemctl edit " + unit(instance) + "   # add " + settings;
    }

    static String status(InstanceEvidence instance) {
        return "systemctl status " + unit(instance);
    }
}
