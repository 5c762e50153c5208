# MemoryMax with the kernel's own lines.
cause=memory-limit runtime=systemd-python needs="systemd memory-cgroup"
provoke() {
    mark_kernel
    unit importer 5 <<END
MemoryMax=40M
ExecStart=/usr/bin/python3 -c 'x = [b"x" * (1 << 20) for _ in range(4000)]'
END
    kernel_lines
}
