# Python that reads address 0, with the fault handler on.
cause=native-crash runtime=python needs=python3
provoke() {
    file app.py <<'END'
import ctypes
print("resizing images", flush=True)
ctypes.string_at(0)
END
    alone python3 -X faulthandler app.py
}
