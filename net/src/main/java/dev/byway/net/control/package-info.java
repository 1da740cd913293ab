/// How people ask a running process of theirs what it is doing: a socket for each process, in a
/// folder that only its user can enter.
@org.jspecify.annotations.NullMarked
package dev.byway.net.control;
