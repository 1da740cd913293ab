/// See the module.
package dev.byway.client;
