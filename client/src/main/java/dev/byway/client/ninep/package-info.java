/// A 9P2000.L server as a room. [dev.byway.client.ninep.NinepVfs] is the room,
/// [dev.byway.client.ninep.NinepLink] the connection, on which any number of threads have calls
/// under way.
///
/// **When the connection is lost** calls under way fail with EIO, since nobody knows what became of
/// them. The next call connects again and finds nodes by the names that they had last; one that is
/// another file by then is ESTALE. Files that were open stay broken: EIO.
package dev.byway.client.ninep;
