/// A cache over another room, for rooms that are far away: pages with read-ahead and write-behind,
/// attributes and names, close-to-open consistency as Linux's NFS client has it.
/// [dev.byway.client.cache.CachingVfs] is the way in.
///
/// - [dev.byway.client.cache.Inode] is what is known of one node: its attributes, who may do what
///   with it, the names in it, and once it was opened its [dev.byway.client.cache.FileData].
/// - Pages belong to one pool. A read that finds its pages takes no lock: it copies, and looks
///   afterwards whether anything was changed meanwhile.
/// - Bytes are valid or not, one by one, so that no write ever needs to read first.
///
/// Locks, in the order in which they are taken: [dev.byway.client.cache.FileData]'s `writers` (held
/// by whoever writes or truncates, also while it waits for the room below), then `Inode.lock`
/// (never held during a call to the room below). Who holds one `Inode.lock` only ever tries
/// another.
package dev.byway.client.cache;
