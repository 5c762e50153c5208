package dev.varde.console.view;

import dev.varde.events.Confidence;
import dev.varde.events.Delivery;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;

/// The words for what the contract has names for.
public final class Wording {
    private Wording() {}

    public static String of(Confidence confidence) {
        return switch (confidence) {
            case POSSIBLE -> "possible";
            case LIKELY -> "likely";
            case CERTAIN -> "certain";
        };
    }

    public static String of(IncidentState state) {
        return switch (state) {
            case OPEN -> "open";
            case RESTARTING -> "restarting";
            case RECOVERING -> "recovering";
            case RESOLVED -> "resolved";
            case GAVE_UP -> "gave up, people must act";
        };
    }

    public static String of(Severity severity) {
        return switch (severity) {
            case WARNING -> "warning";
            case CRITICAL -> "critical";
        };
    }

    public static String of(Standing standing) {
        return switch (standing) {
            case WELL -> "well";
            case SHAKY -> "failing";
            case DOWN -> "down";
            case UNKNOWN -> "not known yet";
            case SILENT -> "silent";
        };
    }

    public static String of(Delivery.State state) {
        return switch (state) {
            case INTENDED -> "about to be sent";
            case RETRYING -> "will be tried again";
            case DELIVERED -> "delivered";
            case FAILED -> "failed";
            case HELD_BACK -> "held back";
            case SUPERSEDED -> "replaced by a newer message";
            case UNKNOWN -> "perhaps delivered";
        };
    }

    public static String of(Delivery.Fate fate) {
        return switch (fate) {
            case TAKEN -> "taken";
            case DEFERRED -> "to be tried again";
            case REFUSED -> "refused";
            case UNKNOWN -> "perhaps taken";
        };
    }
}
