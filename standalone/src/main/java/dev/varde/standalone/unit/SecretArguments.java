package dev.varde.standalone.unit;

import dev.varde.collector.redact.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A command line whose secrets are variables: a unit file may be read by everybody.
///
/// @param words as systemd reads them
/// @param variables their names, for a file that only root reads
record SecretArguments(List<String> words, Set<String> variables) {
    SecretArguments {
        words = List.copyOf(words);
        variables = new TreeSet<>(variables);
    }

    static SecretArguments of(List<String> argv, Redactor redactor) {
        List<String> words = new ArrayList<>();
        Set<String> variables = new TreeSet<>();
        String option = "";
        for (String argument : argv) {
            int value = argument.startsWith("-") ? argument.indexOf('=') + 1 : 0;
            boolean apart = hides(argument, redactor);
            if (words.isEmpty() || !(apart || hides(option, argument, redactor))) {
                words.add(UnitWord.of(argument));
            } else {
                String name = name(value > 0 ? argument.substring(0, value) : option, variables);
                variables.add(name);
                String before = value == 0 ? "" : UnitWord.of(argument.substring(0, value));
                words.add(before + "${" + name + "}");
            }
            option = argument.startsWith("-") && value == 0 ? argument : "";
        }
        return new SecretArguments(words, variables);
    }

    private static boolean hides(String argument, Redactor redactor) {
        return !redactor.redact(argument).equals(argument);
    }

    private static boolean hides(String option, String argument, Redactor redactor) {
        String both = option + " " + argument;
        return !option.isEmpty() && !redactor.redact(both).equals(both);
    }

    private static String name(String option, Set<String> taken) {
        String plain =
                option.replaceAll("[^A-Za-z0-9]+", "_")
                        .replaceAll("^_+|_+$", "")
                        .toUpperCase(Locale.ROOT);
        String base = plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "SECRET" : plain;
        String name = base;
        for (int i = 2; taken.contains(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }
}
