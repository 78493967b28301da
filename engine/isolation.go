package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Isolation is the isolation level of a transaction.
//
// SQLAlchemy: isolation_level.
type Isolation string

// The isolation levels of standard SQL, and Autocommit: no transaction at all, every statement is its own.
const (
	ReadUncommitted Isolation = "READ UNCOMMITTED"
	ReadCommitted   Isolation = "READ COMMITTED"
	RepeatableRead  Isolation = "REPEATABLE READ"
	Serializable    Isolation = "SERIALIZABLE"
	Autocommit      Isolation = "AUTOCOMMIT"
)

// unknownLevel is that of a connection on which somebody has run a SET of their own.
const unknownLevel Isolation = "?"

// checkIsolation tells whether the database has the level.
func (e *Engine) checkIsolation(l Isolation) error {
	d := e.Dialect()
	levels := d.Features.IsolationLevels
	if l == "" || l == Autocommit || slices.Contains(levels, string(l)) && (d.SetIsolation != nil || d.BeginIsolated != nil) {
		return nil
	}
	return fmt.Errorf("engine: %s has no isolation level %q (it has AUTOCOMMIT, %s)", d.Name, string(l), strings.Join(levels, ", "))
}

// prepareIsolation makes the next transaction of a connection have the level, and gives the statement that begins it.
func (e *Engine) prepareIsolation(ctx context.Context, l *link, level Isolation) (begin string, err error) {
	d := e.Dialect()
	if d.BeginIsolated != nil && level != "" && level != Autocommit {
		return d.BeginIsolated(string(level)), nil
	}
	return e.options.begin, e.setIsolation(ctx, l, level)
}

// setIsolation makes the transactions that follow on a connection have the level; "" is the database's default.
func (e *Engine) setIsolation(ctx context.Context, l *link, level Isolation) error {
	d := e.Dialect()
	if level == Autocommit {
		level = ""
	}
	if l.level == level || d.SetIsolation == nil || d.BeginIsolated != nil {
		return nil
	}
	name := string(level)
	if name == "" {
		name = d.Features.IsolationLevels[0]
	}
	for _, sql := range d.SetIsolation(name) {
		if err := l.exec(ctx, sql); err != nil {
			return fmt.Errorf("engine: isolation level %s: %w", name, err)
		}
	}
	l.level = level
	return nil
}

// SetIsolation is the isolation level of the transactions that follow on this connection, until it is closed. It is an error while a
// transaction is open.
//
// SQLAlchemy: Connection.execution_options(isolation_level=...).
func (c *Connection) SetIsolation(level Isolation) error {
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	if c.tx != nil {
		return fmt.Errorf("engine: SetIsolation: a transaction is open (set the level before the first statement)")
	}
	if err := c.engine.checkIsolation(level); err != nil {
		return err
	}
	c.isolation = level
	return nil
}
