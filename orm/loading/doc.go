// Package loading makes objects of rows: identity, snapshots, and the loader strategies of relationships.
//
// A SELECT of entities is lowered once per structure (lower.go): entities become columns, joined relationships become joins, the
// result is a [Plan] that is cached with the SQL. [Rows] decodes rows by that plan into the session's slabs (instances.go). What
// loads after the rows has a file of its own: selectin.go, lazy.go.
package loading
