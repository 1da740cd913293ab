/// Byway inside another program.
@org.jspecify.annotations.NullMarked
package dev.byway.examples;
