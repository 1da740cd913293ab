/// Linux as Java methods: thin, one method a system call, errno as [dev.byway.base.ErrnoException].
package dev.byway.linux;
