/// What a server remembers of its clients: who they are, their sessions with the replies that they
/// may ask for again, and what they hold: open files with share modes, locks. NFSv4's operations
/// are the door to it.
///
/// [dev.byway.server.state.Clients] is the table of clients, one monitor, for what happens seldom.
/// [dev.byway.server.state.FileStates] has a monitor for each file that is open. A monitor of a
/// client's is never waited for with a file's held.
package dev.byway.server.state;
