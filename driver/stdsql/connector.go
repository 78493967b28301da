package stdsql

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"

	"github.com/azoth-orm/azoth/driver"
)

// connector opens connections, of a *sql.DB that was given or of one for each.
type connector struct {
	db     *sql.DB                 // of the user; nil if open is there
	open   func() (*sql.DB, error) // makes a *sql.DB that holds one connection
	single bool                    // a database in memory
	texts  *texts

	mu  sync.Mutex
	met *database // what the first connection said
}

var (
	_ driver.PooledConnector = (*connector)(nil)
	_ driver.SingleConnector = (*connector)(nil)
)

// New makes a Connector of a *sql.DB. Connections come from its pool and go back to it: the engine keeps none. The *sql.DB is closed by
// whom it belongs to, after the engine.
//
// SQLAlchemy: create_engine(creator=...).
func New(db *sql.DB) driver.Connector { return &connector{db: db, texts: newTexts()} }

// Open makes a Connector that opens connections with a registered database/sql driver. The engine pools them.
//
// SQLAlchemy: create_engine.
func Open(driverName, dsn string) (driver.Connector, error) {
	k := &connector{texts: newTexts(), single: strings.Contains(dsn, ":memory:") || strings.Contains(dsn, "mode=memory")}
	k.open = func() (*sql.DB, error) {
		db, err := sql.Open(driverName, dsn)
		if err != nil {
			return nil, err
		}
		db.SetMaxIdleConns(-1) // a connection that is given back is closed
		return db, nil
	}
	db, err := k.open() // finds out whether the driver is there, and may read the dsn
	if err != nil {
		return nil, &driver.ConfigError{Driver: name, Option: "driver", Reason: err.Error()}
	}
	return k, db.Close()
}

// Pooled tells whether the connections come from the pool of a *sql.DB.
func (k *connector) Pooled() bool { return k.db != nil }

// SingleConnection tells whether the database is in memory, as far as it was opened by name. A *sql.DB keeps its connections itself.
func (k *connector) SingleConnection() bool { return k.single }

// Connect takes a connection from the *sql.DB, or opens one. The first one is asked which database it is.
func (k *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, &driver.StoppedError{Driver: name, Cause: err}
	}
	db, owned := k.db, (*sql.DB)(nil)
	if db == nil {
		var err error
		if owned, err = k.open(); err != nil {
			return nil, err
		}
		db = owned
	}
	sc, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(k.connectError(ctx, err), closeDB(owned))
	}
	c := &conn{sc: sc, owned: owned, texts: k.texts, stmts: map[*stmt]struct{}{}}
	if c.database, err = k.meet(ctx, c); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// connectError says what went wrong before there was a connection.
func (k *connector) connectError(ctx context.Context, err error) error {
	for _, f := range []family{sqlite, postgresql, mysql} {
		if reported := f.adapt(err); reported != nil {
			return reported
		}
	}
	switch cause := ctx.Err(); {
	case cause != nil:
		return &driver.StoppedError{Driver: name, Cause: cause, Err: err}
	case isNetwork(err):
		return &driver.LostError{Driver: name, Err: err}
	case strings.Contains(err.Error(), "database is closed"): // database/sql has no value for it
		return errors.Join(driver.ErrClosed, err)
	}
	return fmt.Errorf("%s: connect: %w", name, err)
}

// isNetwork tells whether an error is one of the network, or of whoever is at its other end.
func isNetwork(err error) bool {
	var n net.Error
	return errors.As(err, &n) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, sqldriver.ErrBadConn)
}

func closeDB(db *sql.DB) error {
	if db == nil {
		return nil
	}
	return db.Close()
}

// meet is what is known of the database; the first connection is asked.
func (k *connector) meet(ctx context.Context, c *conn) (*database, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.met != nil {
		return k.met, nil
	}
	c.database = &database{}
	d, err := c.ask(ctx)
	if err != nil {
		return nil, err
	}
	k.met = d
	return d, nil
}
