package dev.varde.collector.right;

/// Each source that a collector reads or touches, what it tells, what is needed for it and how to
/// give it (capabilities(7), systemd.exec(5)). None of them needs root.
public enum Right {
    KERNEL_LOG(
            "kmsg",
            "out-of-memory kills, crashes and disk errors in the kernel's own words",
            "CAP_SYSLOG",
            "Run the collector with CAP_SYSLOG (AmbientCapabilities=CAP_SYSLOG in its unit) and give"
                    + " it read access to /dev/kmsg."),
    LOGS(
            "logs",
            "the last words of the services",
            "read access to the files and their directories",
            "Put the collector's user into the group of the files (usermod -aG adm varde), or let it"
                    + " read them with: setfacl -m u:varde:r FILE"),
    JOURNAL(
            "journal",
            "exit codes and results of units, and what they print",
            "group systemd-journal",
            "Put the collector's user into the group (usermod -aG systemd-journal varde). Where there is"
                    + " no systemd, name files under logs and find processes by command, pid-file or"
                    + " port."),
    PROCESSES(
            "processes",
            "that the processes of other users live",
            "/proc mounted without hidepid",
            "Mount it without hidepid, or run the collector in the group named by its gid= option."),
    DESCRIPTORS(
            "descriptors",
            "open files of other users' processes and who holds a port",
            "CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH",
            "Run the collector with both (AmbientCapabilities=CAP_SYS_PTRACE CAP_DAC_READ_SEARCH in"
                    + " its unit)."),
    EXIT_STATUS(
            "exit-status",
            "the moment of a death, its exit code and its signal",
            "kernel 5.3 for the moment, 6.15 for the code; no right",
            "Use kernel 5.3 or newer (6.15 for all exit codes) and run Java with"
                    + " --enable-native-access=ALL-UNNAMED."),
    CONTROL_GROUPS(
            "cgroups",
            "memory limits and kills of services",
            "/sys/fs/cgroup mounted; no right",
            "Mount the control groups, or give a container that holds the collector the host's."),
    RESTART(
            "restart",
            "that a service can be brought back by its unit",
            "a polkit rule for the unit, or root",
            "Install deploy/polkit/50-varde.rules as /etc/polkit-1/rules.d/50-varde.rules and list the"
                    + " units in it.");

    private final String source;
    private final String tells;
    private final String needs;
    private final String cure;

    Right(String source, String tells, String needs, String cure) {
        this.source = source;
        this.tells = tells;
        this.needs = needs;
        this.cure = cure;
    }

    /// As a blind spot names it; a log file is named by its path.
    public String source() {
        return source;
    }

    public String tells() {
        return tells;
    }

    public String needs() {
        return needs;
    }

    /// What to do when it is missing.
    public String cure() {
        return cure;
    }

    /// What to do about one source of this kind, named where the cure names a file.
    public String cure(String named) {
        return cure.replace("FILE", named);
    }
}
