package dev.varde.collector;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names a way in which following a log goes wrong elsewhere, by its number in the table of
/// `docs/logs.md`, and marks the test that shows what happens here. `EveryCaseTest` finds a test
/// for each number.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Case.All.class)
public @interface Case {
    int value();

    /// More than one number on one test.
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        Case[] value();
    }
}
