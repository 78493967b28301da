// Package unitofwork is the flush: it finds what changed in the objects of a session and writes it, in an order that the database
// accepts, batched, and leaves objects and snapshots as the rows are.
//
// A flush has five steps, each with a file or two of its own:
//
//	gather    changed, new and doomed objects; what they newly refer to (gather.go)
//	claims    which parent each child has now, from both sides of every relationship (claims.go, verdict.go, pairs.go)
//	cascades  deletes, orphans, children that stay (cascade.go)
//	emit      mappers in the order of their dependencies, UPDATE before INSERT, links, DELETE last
//	          (order.go, sync.go, insert.go, update.go, keychange.go, postupdate.go, delete.go, statement.go)
//	finalize  snapshots, references, collections (finalize.go)
//
// Until emit nothing is sent but SELECTs, so an error before it leaves the database alone.
package unitofwork
