// Package pool keeps connections, or anything else that is costly to open and used by one holder at a time.
//
// [NewQueue] keeps some connections open and opens more while they are in demand; [NewStatic] keeps exactly one; [NewNull] keeps none. A
// holder gets a [Lease] from Checkout and gives it back with Release, which resets the connection, or with Discard, which
// closes it.
//
// A connection that is found dead usually is not alone: the server has restarted. Invalidate moves the pool to a new generation, and
// every connection of an older one is replaced when it is next checked out, so that one failure does for all.
//
// The pool has no goroutine of its own. A lease that is dropped without being released is found by the garbage collector, logged
// and returned; that is a safety net, not a way to release.
//
// Pools are safe for concurrent use; a Lease belongs to its holder.
package pool
