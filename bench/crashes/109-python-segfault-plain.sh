# The same without: the shell and the kernel say it.
cause=native-crash runtime=python needs="python3 root"
provoke() {
    mark_kernel
    alone python3 -c 'import ctypes; print("resizing images", flush=True); ctypes.string_at(0)'
    kernel_lines
}
