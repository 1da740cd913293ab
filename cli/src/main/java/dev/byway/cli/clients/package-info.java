/// Processes of this machine that use rooms by Byway, and what they say of themselves.
@org.jspecify.annotations.NullMarked
package dev.byway.cli.clients;
