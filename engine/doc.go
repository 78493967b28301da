// Package engine runs statements: an [Engine] is where the data is, a pool of connections and a dialect; a [Connection] is one of
// them, with its transaction.
//
//	e, err := engine.Open("sqlite:///app.db", engine.Echo(logger))
//	err = e.Begin(ctx, func(c *engine.Connection) error {
//		_, err := azoth.Update(Users).Set(Users.Name.Set("ed")).Where(Users.ID.Eq(1)).Exec(ctx, c)
//		return err
//	})
//
// Every statement goes one way (execute.go): one walk writes its structure into a key and collects its values, the key finds SQL, bind
// plan and row plan in a cache (cache.go, lower.go), the values are bound (bind.go) to a statement that the connection keeps prepared,
// and rows are decoded straight into the caller's memory (rows.go). Listeners and the echo log see it before the database does; errors
// come back as a [*StatementError] with the class that the dialect gave them.
//
// The engine knows entities as package rowplan does, so that it reads plain structs without the ORM. The ORM adds identity,
// snapshots and loader strategies by a [Lowering].
//
// An Engine is safe for concurrent use. A Connection belongs to one goroutine at a time; calls that overlap get [ErrConcurrentUse].
package engine
