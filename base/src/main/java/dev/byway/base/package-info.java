/// What every other module may use: the vocabulary of failure and small bounded building blocks.
package dev.byway.base;
