package main

// What the page says that no run changes.
const (
	pageHead = `# Performance

Written by ` + "`make bench`" + `, which measures everything again; ` + "`bench/`" + ` is a module of its own. All times are µs per object or operation, and only
numbers of one run on one machine can be compared.

## Conditions

`

	pageRules = `
All contenders have the same tables, rows, settings of their connections and size of pool; a contender with another setting stops
the run. They take turns: in every round each of them does a case once, after a garbage collection, in an order that shifts; the fastest
run counts, since what a shared machine adds is never negative. Opening, filling the tables and making the texts of new objects is not
measured. After every run the rows, keys and texts that the contender saw are held against what it should have seen, and after writing
also against what is in the tables.

* *load*: all customers as objects; Azoth's are tracked, with identity map and snapshot, those of the other Go libraries are not.
* *read 3 columns*: the same rows as tuples. *stream*: one after the other, not kept.
* *get*: one SELECT by primary key for each object; Azoth and SQLAlchemy take a new session for every 100, as a unit of work would. Azoth
  flushes before a Get, and so compares all objects that the session holds: the last series of *Growth* is what that costs. *select-in* and *joined*: authors with their books, per row read.
* *insert*: new objects in one transaction, with their keys in the objects afterwards. *1,000 × 10*: authors with books, per row.
* *load, change, flush*: read 10,000 customers, change the name of each, write. *1 object a transaction*: a session, or what stands for one,
  for each object; a library that leaves the transaction to the statement may do so.
* *goroutines*: transactions that get one customer, load ten and insert one, by wall clock; SQLAlchemy does them in threads,
  which share Python's lock.
* *compile*: a statement is built and taken as far as the driver. Azoth runs it on a driver that answers nothing, SQLAlchemy only compiles it.

PostgreSQL and MariaDB run on the same machine without syncing to disk: what is measured is the client and the protocol, not the disk.
`

	pagePeers = `
## How each contender is used

| contender | how | why that is its fast way |
| --- | --- | --- |
| Azoth | declared tables and sessions, as in the tutorial | nothing is tuned |
| database/sql | prepared statements; 500 rows an INSERT, with RETURNING, on a server 250 an UPDATE; on modernc.org/sqlite, pgx and go-sql-driver | what a careful programmer writes |
| driver | loops on zombiezen's low-level API, on pgconn with binary rows and arrays, on go-sql-driver without database/sql | the least that Go can do |
| GORM | ` + "`SkipDefaultTransaction`, `CreateInBatches`, also as an upsert, `Preload`; `PrepareStmt`" + ` outside of transactions, interpolateParams on MariaDB | its pages on performance and on upserts |
| bun | values written into the text, pgx in simple protocol; bulk INSERT and bulk UPDATE, on MariaDB an upsert | its guide to pgx and to bulk queries |
| ent | ` + "`MapCreateBulk`, also as an upsert, `With…`" + ` | its bulk API |
| sqlx | ` + "`Select`, `Get`" + ` of a prepared statement, named INSERT of many rows with RETURNING, updates as database/sql | its illustrated guide |
| xorm | ` + "`Find`, `ID().Get`, one `Insert` an object, `Prepare`" + ` in sessions that repeat a statement | its INSERT of many rows does not return the keys |
| SQLAlchemy | 2.0 style, compiled cache, sessions with the unit of work's own batches, in its own process and by its own clock | the ORM that Azoth is modelled on |

The libraries put 500 rows into a statement. [bench/FAIRNESS.md](../bench/FAIRNESS.md) has more: where
the documentation says so, and what was tried besides.

All Go contenders use SQLite in pure Go. A dash says that a library has no way of its own to do a case: GORM, bun and ent do not load
collections by a join, ent does not stream.
`
)

const pageWhy = `
Why:

* *1 object a transaction*: all send one statement, which is a transaction by itself. A session with its identity map, a snapshot and a flush is
  made for it here, and nothing elsewhere.
* *load, change, flush*: Azoth and those that are near it put many rows into one statement, so that the server decides. The upserts of GORM,
  bun and ent would bring back a row that was deleted in between.
* *insert* and *1,000 × 10* on a server: the server does most of the work. Azoth has the rows come back with their keys, or draws the keys
  before, so that every object has the key of its own row.
* *joined*, *select-in* and *load* where the rows come from a server on the same machine: server and driver take nearly all of the time; the
  rest is the identity map, the snapshots and the references back to the parents, which the others do not have.
* *load* and *stream* on MariaDB: go-sql-driver gives each cell as an interface value, which allocates, to database/sql as to us.
* *goroutines*: two processors serve the clients and the server; the differences are those of scheduling.
`
