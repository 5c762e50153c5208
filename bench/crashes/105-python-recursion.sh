cause=stack-overflow runtime=python needs=python3
# Python at its recursion limit.
provoke() {
    file tree.py <<'END'
class Node:
    def __init__(self, parent):
        self.parent = parent
    def path(self):
        return self.parent.path() + "/" + "x"
root = Node(None)
root.parent = root
print(root.path())
END
    alone python3 tree.py
}
