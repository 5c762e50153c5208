package dev.varde.standalone.command;

import dev.varde.events.InstanceId;
import dev.varde.events.OperatorWord;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lets Varde restart an instance again.
@Command(
        name = "resume",
        description = {
            "Forgets the restarts that a service on a host has used up, so that Varde may restart it",
            "again."
        })
final class ResumeCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();
    @Mixin private OneInstance one = new OneInstance();
    @Mixin private Remark remark = new Remark();

    @Override
    public Integer call() throws Exception {
        InstanceId id = one.id();
        String servers = kafka.bootstrapServers();
        try (Incidents incidents = Incidents.read(servers);
                Speaker speaker = new Speaker(servers)) {
            speaker.say(
                    new OperatorWord.Resume(id.service(), id.host(), remark.by(), Instant.now()));
            boolean known = incidents.all().stream().anyMatch(i -> i.subject().equals(id + ""));
            System.out.println(
                    "Varde may restart "
                            + id
                            + " again."
                            + (known ? "" : " (No incident names it: is it written right?)"));
        }
        return Exit.FINE;
    }
}
