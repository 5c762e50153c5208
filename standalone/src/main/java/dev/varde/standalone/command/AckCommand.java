package dev.varde.standalone.command;

import dev.varde.events.OperatorWord;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Acknowledges an incident.
@Command(
        name = "ack",
        description = {
            "Says that somebody sees to an incident. A note that begins with 'hold' also keeps Varde",
            "from restarting the service."
        })
final class AckCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();
    @Mixin private OneIncident one = new OneIncident();
    @Mixin private Remark remark = new Remark();

    @Override
    public Integer call() throws Exception {
        Instant now = Instant.now();
        return AboutIncident.say(
                kafka,
                one,
                i -> new OperatorWord.Acknowledge(i.id(), i.host(), remark.by(), now, remark.note),
                i -> i.acknowledged() != null && !i.acknowledged().at().isBefore(now),
                "acknowledged by " + Plain.line(remark.by()));
    }
}
