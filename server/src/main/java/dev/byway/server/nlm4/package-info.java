/// The lock manager: NFSv3's clients lock by it. See [dev.byway.server.nlm4.LockDoor].
package dev.byway.server.nlm4;
