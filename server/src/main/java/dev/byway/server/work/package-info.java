/// The threads for what may wait: shared by all doors.
package dev.byway.server.work;
