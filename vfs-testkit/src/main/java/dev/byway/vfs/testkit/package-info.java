/// What every room must do, as tests. Extend [dev.byway.vfs.testkit.VfsContract], say how a room is
/// made, and run it:
///
/// ```java
/// class MyVfsTest extends VfsContract {
///   @Override
///   protected Vfs create() {
///     return new MyVfs();
///   }
/// }
/// ```
///
/// The suite reads the room's [dev.byway.vfs.Capabilities] and leaves out what it does not claim.
/// Where a room cannot keep a promise of the SPI, it says so with a
/// [dev.byway.vfs.testkit.Weakening], and the tests that need the promise are skipped by name.
///
/// [dev.byway.vfs.testkit.RandomOperations] compares a room with a model under seeded random calls.
package dev.byway.vfs.testkit;
