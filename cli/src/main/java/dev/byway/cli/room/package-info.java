/// What the commands do in rooms: find places, walk, copy, remove. Knows [dev.byway.vfs.Vfs] and
/// nothing of the command line.
package dev.byway.cli.room;
