/// What the rooms of a process are doing, for people: a process that opens a [StatusSocket] is
/// shown by `byway status`.
@org.jspecify.annotations.NullMarked
package dev.byway.client.status;
