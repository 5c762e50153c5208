package dev.varde.events;

/// What a collector can see, by the place it looks at.
public sealed interface Fact
        permits HealthFact,
                ProcessFact,
                ResourceFact,
                LogFact,
                KernelFact,
                UnitFact,
                CollectorFact,
                OrderFact,
                Fact.Unknown {

    /// A fact of a kind that this version does not know; kept going as it came.
    ///
    /// @param type the `type` on the wire
    /// @param json the `data` as JSON text
    record Unknown(String type, String json) implements Fact {}
}
