package dev.varde.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.KernelFact.TrapRaised;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLinesTest {
    private static final String SIZES =
            " total-vm:9000kB, anon-rss:700kB, file-rss:20kB, shmem-rss:4kB";
    private final KernelOom oom = new KernelOom();
    private long micros = 1_000_000;

    private Optional<OomKilled> hear(String text) {
        micros += 10;
        return oom.hear(new KernelRecord(0, micros, micros, text));
    }

    @Test
    void aKillOfSixNamesScopeSizeAndCgroup() {
        hear("java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0");
        hear("memory: usage 65536kB, limit 65536kB, failcnt 31");
        hear("Tasks state (memory values in pages):");
        hear(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
                        + "oom_memcg=/lim,task_memcg=/lim/kontali.service,task=java,pid=812,uid=0");
        OomKilled kill =
                hear("Memory cgroup out of memory: Killed process 812 (java)"
                                + SIZES
                                + ", UID:0 pgtables:192kB oom_score_adj:0")
                        .orElseThrow();

        assertThat(kill.pid()).isEqualTo(812);
        assertThat(kill.comm()).isEqualTo("java");
        assertThat(kill.scope()).isEqualTo(OomScope.CGROUP);
        assertThat(kill.resident()).isEqualTo(724 * 1024L);
        assertThat(kill.cgroup()).isEqualTo("/lim/kontali.service");
        assertThat(kill.context()).hasSize(3);
    }

    @Test
    void aKillOfFourNineteenTakesItsScopeFromTheLinesBefore() {
        hear("python3 invoked oom-killer: gfp_mask=0x6000c0(GFP_KERNEL), order=0");
        hear("Task in /box/a killed as a result of limit of /box");
        assertThat(
                        hear(
                                "Memory cgroup out of memory: Kill process 40 (python3) score 912"
                                        + " or sacrifice child"))
                .isEmpty();
        OomKilled kill = hear("Killed process 41 (python3)" + SIZES).orElseThrow();

        assertThat(kill.pid()).isEqualTo(41);
        assertThat(kill.scope()).isEqualTo(OomScope.CGROUP);
        assertThat(kill.cgroup()).isEqualTo("/box/a");
    }

    @Test
    void aKillWithoutAnyOtherLineIsStillAKill() {
        OomKilled kill =
                hear("Out of memory: Killed process 7 (a b) c)" + SIZES + ", UID:5").orElseThrow();

        assertThat(kill.scope()).isEqualTo(OomScope.GLOBAL);
        assertThat(kill.comm()).isEqualTo("a b) c");
        assertThat(kill.cgroup()).isNull();
        assertThat(kill.context()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Killed process 12 (java), UID 500, total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:0kB",
                "Killed process 12 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB",
                "Out of memory (oom_kill_allocating_task): Killed process 12 (java) total-vm:1kB,"
                        + " anon-rss:2kB, file-rss:3kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:-5",
                "Out of memory: Killed process 12 (java), UID 500, total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:0kB"
            })
    void otherFormsOfTheLastLineAreRead(String text) {
        OomKilled kill = hear(text).orElseThrow();

        assertThat(kill.pid()).isEqualTo(12);
        assertThat(kill.comm()).isEqualTo("java");
        assertThat(kill.resident()).isEqualTo(5 * 1024L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Killed process 12 (java)",
                "x: Killed process 12 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB",
                "Out of memory: Kill process 966 (java) score 900 or sacrifice child",
                "Killed process 99999999999 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB",
                "Out of memory and no killable processes...",
                "Out of memory: OOM victim 12 (java) is already exiting. Skip killing the task",
                "Memory cgroup out of memory: OOM victim 12 (java) is already exiting. Skip killing the task",
                "oom_reaper: reaped process 12 (java), now anon-rss:0kB, file-rss:0kB",
                ""
            })
    void otherLinesAreNoKill(String text) {
        assertThat(hear(text)).isEmpty();
    }

    @Test
    void linesOfAnEarlierKillAreNotTakenForThisOnes() {
        hear("Task in /old killed as a result of limit of /old");
        micros += 6_000_000;
        OomKilled kill = hear("Killed process 41 (python3)" + SIZES).orElseThrow();

        assertThat(kill.scope()).isEqualTo(OomScope.GLOBAL);
        assertThat(kill.cgroup()).isNull();
    }

    @Test
    void theCgroupOfAnotherVictimIsNotTakenOver() {
        hear(
                "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),global_oom,task_memcg=/a,task=x,pid=1,uid=0");
        OomKilled kill = hear("Out of memory: Killed process 2 (y)" + SIZES).orElseThrow();

        assertThat(kill.cgroup()).isNull();
    }

    @Test
    void aWholeGroupIsKilledInItsCgroup() {
        hear("Tasks in /box are going to be killed due to memory.oom.group set");
        OomKilled first =
                hear("Memory cgroup out of memory: Killed process 2 (y)" + SIZES).orElseThrow();
        OomKilled second =
                hear("Memory cgroup out of memory: Killed process 3 (z)" + SIZES).orElseThrow();

        assertThat(first.cgroup()).isEqualTo("/box");
        assertThat(second.cgroup()).isEqualTo("/box");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app[27]: segfault at 0 ip 0000563 sp 00007f error 4 in app[1185,5647+1000] likely on CPU 1 (core 1, socket 0)|27|app|segfault",
                "app[27]: segfault at 0 ip (null) sp 00007f error 14|27|app|segfault",
                "traps: my app[28] general protection fault ip:55 sp:7f error:0 in app[55+1000]|28|my app|general protection fault",
                "traps: app[28] general protection ip:55 sp:7f error:0|28|app|general protection",
                "traps: app[29] trap divide error ip:55 sp:7f error:0 in app[55+1000]|29|app|divide error",
                "traps: a]b[9[30] trap invalid opcode ip:55 sp:7f error:0|30|a]b[9|invalid opcode",
                "traps: app[32] trap int3 ip:55 sp:7f error:0 in app[55+1000]|32|app|int3",
                "app[33] general protection ip:55 sp:7f error:0 in app[55+1000]|33|app|general protection",
                "app[34]: segfault at 7f ip 0000563 sp 00007f error 6 in libc.so[5647+1000]|34|app|segfault",
                "app[31]: unhandled level 2 translation fault (11) at 0x00000000, esr 0x92000006|31|app|level 2 translation fault"
            })
    void trapsNameTheirProcess(String text, int pid, String comm, String trap) {
        TrapRaised raised = (TrapRaised) KernelSigns.of(text).orElseThrow();

        assertThat(raised.pid()).isEqualTo(pid);
        assertThat(raised.comm()).isEqualTo(comm);
        assertThat(raised.trap()).isEqualTo(trap);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INFO: task postgres:812 blocked for more than 120 seconds.|HUNG_TASK|812",
                "watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:1:99]|LOCKUP|99",
                "rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:|RCU_STALL|",
                "INFO: rcu_sched self-detected stall on CPU|RCU_STALL|",
                "rcu: INFO: rcu_sched detected expedited stalls on CPUs/tasks: { 1-... } 21 jiffies|RCU_STALL|",
                "rcu: rcu_preempt kthread starved for 5252 jiffies! g17 f0x0|RCU_STALL|",
                "NMI watchdog: Watchdog detected hard LOCKUP on cpu 3|LOCKUP|",
                "BUG: soft lockup - CPU#0 stuck for 67s! [java:4711]|LOCKUP|4711",
                "I/O error, dev sda, sector 2048 op 0x0:(READ)|IO_ERROR|",
                "blk_update_request: I/O error, dev sdb, sector 99|IO_ERROR|",
                "blk_update_request: critical medium error, dev sdb, sector 99 op 0x0:(READ)|IO_ERROR|",
                "print_req_error: I/O error, dev sdb, sector 99|IO_ERROR|",
                "end_request: I/O error, dev sdb, sector 99|IO_ERROR|",
                "Buffer I/O error on device sda1, logical block 12|IO_ERROR|",
                "Aborting journal on device sda1-8.|FILESYSTEM_ERROR|",
                "XFS (dm-0): log I/O error -5|FILESYSTEM_ERROR|",
                "XFS (dm-0): Filesystem has been shut down due to log error (0x2).|FILESYSTEM_ERROR|",
                "BTRFS error (device sdb): bdev /dev/sdb errs: wr 1, rd 0|FILESYSTEM_ERROR|",
                "BTRFS: error (device sdb) in btrfs_commit_transaction:2400: errno=-5|FILESYSTEM_ERROR|",
                "Buffer I/O error on dev sda1, logical block 12, lost async page write|IO_ERROR|",
                "EXT4-fs (sda1): Remounting filesystem read-only|FILESYSTEM_READ_ONLY|",
                "BTRFS info (device sda1 state E): forced readonly|FILESYSTEM_READ_ONLY|",
                "EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2|FILESYSTEM_ERROR|",
                "XFS (sda1): Corruption detected. Unmount and run xfs_repair|FILESYSTEM_ERROR|",
                "Oops: 0000 [#1] PREEMPT SMP NOPTI|OOPS|",
                "BUG: unable to handle page fault for address: ffff|OOPS|",
                "Internal error: Oops: 0000000096000004 [#1] PREEMPT SMP|OOPS|",
                "Unable to handle kernel paging request at virtual address ffff0000|OOPS|",
                "kernel BUG at fs/ext4/inode.c:2721!|OOPS|",
                "invalid opcode: 0000 [#1] SMP PTI|OOPS|",
                "divide error: 0000 [#1] SMP PTI|OOPS|",
                "general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP|OOPS|",
                "Kernel panic - not syncing: Fatal exception|PANIC|",
                "Kernel panic - not syncing: Hard LOCKUP|PANIC|",
                "Kernel panic - not syncing: Out of memory: compulsory panic_on_oom is enabled|PANIC|",
                "Kernel panic - not syncing: System is deadlocked on memory|PANIC|",
                "Out of memory and no killable processes...|OOM_NO_VICTIM|"
            })
    void troublesOfTheHostAreReported(String text, Report report, Integer pid) {
        KernelReported reported = (KernelReported) KernelSigns.of(text).orElseThrow();

        assertThat(reported.report()).isEqualTo(report);
        assertThat(reported.pid()).isEqualTo(pid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BUG: sleeping function called from invalid context at mm/slab.h:494",
                "WARNING: CPU: 0 PID: 1 at kernel/x.c:1",
                "EXT4-fs (sda1): mounted filesystem with ordered data mode",
                "XFS (sda1): Ending clean mount",
                "usb 1-1: new high-speed USB device",
                "systemd[1]: segfaulting things is not a segfault"
            })
    void ordinaryLinesAreNotReported(String text) {
        assertThat(KernelSigns.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6,12,345,-;hello|0|12|345|hello",
                "3,12,345,-,caller=T1;a;b|0|12|345|a;b",
                "14,1,2,-;said by a program|1|1|2|said by a program"
            })
    void recordsAreTakenApart(String line, int facility, long sequence, long micros, String text) {
        assertThat(KernelRecord.parse(line))
                .contains(new KernelRecord(facility, sequence, micros, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " SUBSYSTEM=pci", ";", "a,b,c;d", "1,2;x", "6,-,1,-;x", "no record"})
    void whatIsNoRecordIsSkipped(String line) {
        assertThat(KernelRecord.parse(line)).isEmpty();
    }

    @Test
    void hugeAndHostileLinesAreCutAndPlain() {
        String text = "\u0000\u001b[31m" + "x".repeat(100_000);

        KernelRecord record = KernelRecord.parse("6,1,1,-;" + text).orElseThrow();

        assertThat(record.text()).hasSize(2_000).doesNotContain("\u0000", "\u001b");
        assertThat(KernelSigns.of(record.text())).isEmpty();
    }
}
