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

// checkIsolation tells whether the database has the level.
func (e *Engine) checkIsolation(l Isolation) error {
	levels := e.dialect.Features.IsolationLevels
	if l == "" || l == Autocommit || slices.Contains(levels, string(l)) && e.dialect.SetIsolation != nil {
		return nil
	}
	return fmt.Errorf("engine: %s has no isolation level %q (it has AUTOCOMMIT, %s)", e.dialect.Name, string(l), strings.Join(levels, ", "))
}

// setIsolation makes the transactions that follow on a connection have the level; "" is the database's default.
func (e *Engine) setIsolation(ctx context.Context, l *link, level Isolation) error {
	if level == Autocommit {
		level = ""
	}
	if l.level == level || e.dialect.SetIsolation == nil {
		return nil
	}
	name := string(level)
	if name == "" {
		name = e.dialect.Features.IsolationLevels[0]
	}
	for _, sql := range e.dialect.SetIsolation(name) {
		if err := l.exec(ctx, sql); err != nil {
			return fmt.Errorf("engine: isolation level %s: %w", name, e.dialect.Classify(err))
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
