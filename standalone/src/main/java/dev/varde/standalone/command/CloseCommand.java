package dev.varde.standalone.command;

import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Closes an incident.
@Command(
        name = "close",
        description = {
            "Closes an incident by hand. Where the service is still not well, a new one opens."
        })
final class CloseCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();
    @Mixin private OneIncident one = new OneIncident();
    @Mixin private Remark remark = new Remark();

    @Override
    public Integer call() throws Exception {
        return AboutIncident.say(
                kafka,
                one,
                i ->
                        new OperatorWord.Close(
                                i.id(), i.host(), remark.by(), Instant.now(), remark.note),
                Incident::closed,
                "closed by " + Plain.line(remark.by()));
    }
}
