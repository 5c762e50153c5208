package dev.varde.processor.sameness;

import java.util.regex.Pattern;

/// The module that a source file is: its name and that of its folder. Where it is installed does
/// not matter, nor which release it is.
final class Modules {
    private static final Pattern RELEASE =
            Pattern.compile("\\d{6,}|v?\\d+(?:\\.\\d+)+|[0-9a-f]{12,}");

    private Modules() {}

    static String of(String file) {
        String path = file.replace('\\', '/');
        String name = last(path);
        String folder = last(path.substring(0, Math.max(0, path.length() - name.length() - 1)));
        boolean says = !folder.isEmpty() && !folder.equals(".") && !RELEASE.matcher(folder).find();
        return says ? folder + "/" + name : name;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
