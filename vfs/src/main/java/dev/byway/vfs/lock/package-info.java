/// Advisory byte-range locks: what doors say about them, and the table in which a room keeps them
/// for all its doors.
package dev.byway.vfs.lock;
