package dev.varde.notifier.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conversations as mail programs make them of what is in a mailbox.
final class Threads {
    private Threads() {}

    /// By references alone, as Jamie Zawinski described it for Netscape and most programs do since:
    /// each mail hangs under the last it refers to; a mail that is referred to and not there has an
    /// empty place.
    static List<Set<String>> byReferences(MimeMessage... mails) throws MessagingException {
        Map<String, @Nullable String> parents = new HashMap<>();
        for (MimeMessage mail : mails) {
            List<String> references = new ArrayList<>(ids(mail.getHeader("References")));
            if (references.isEmpty()) {
                references.addAll(ids(mail.getHeader("In-Reply-To")));
            }
            references.add(mail.getMessageID());
            for (int i = 0; i < references.size(); i++) {
                String parent = i == 0 ? null : references.get(i - 1);
                if (parents.get(references.get(i)) == null) {
                    parents.put(references.get(i), parent);
                }
            }
        }
        Map<String, Set<String>> threads = new HashMap<>();
        for (MimeMessage mail : mails) {
            threads.computeIfAbsent(root(parents, mail.getMessageID()), _ -> new HashSet<>())
                    .add(mail.getMessageID());
        }
        return List.copyOf(threads.values());
    }

    /// As Gmail does it: by references, and only what has the same subject but for `Re:` and
    /// `Fwd:`.
    static int bySubjectToo(MimeMessage... mails) throws MessagingException {
        Set<String> all = new HashSet<>();
        for (Set<String> thread : byReferences(mails)) {
            for (MimeMessage mail : mails) {
                if (thread.contains(mail.getMessageID())) {
                    String subject = mail.getSubject().replaceAll("(?i)\\A((re|fwd?):\\s*)+", "");
                    all.add(thread.hashCode() + subject);
                }
            }
        }
        return all.size();
    }

    private static String root(Map<String, @Nullable String> parents, String id) {
        String at = id;
        for (String up = parents.get(at); up != null; up = parents.get(at)) {
            at = up;
        }
        return at;
    }

    private static List<String> ids(String @Nullable [] header) {
        return header == null ? List.of() : List.of(String.join(" ", header).trim().split("\\s+"));
    }
}
