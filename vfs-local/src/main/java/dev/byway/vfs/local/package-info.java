/// See the module.
package dev.byway.vfs.local;
