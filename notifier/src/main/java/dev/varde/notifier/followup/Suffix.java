package dev.varde.notifier.followup;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;

/// What is put behind a delivery's id when the same revision is told to the same receiver again.
public enum Suffix {
    REPEAT("/repeat-"),
    ESCALATION("/escalation-");

    private final String text;

    Suffix(String text) {
        this.text = text;
    }

    public DeliveryId on(DeliveryId id, int number) {
        return new DeliveryId(id.value() + text + number);
    }

    /// Its number; 0 when the delivery does not have it.
    int of(Delivery d) {
        String id = d.id().value();
        int at = id.lastIndexOf(text);
        String number = at < 0 ? "" : id.substring(at + text.length());
        return number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 0;
    }
}
