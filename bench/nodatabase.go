package main

import (
	"context"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// noDatabase is a driver that prepares everything and answers nothing: what is left of a statement's time is Azoth's.
type noDatabase struct{}

func (noDatabase) Connect(context.Context) (driver.Conn, error) { return noConn{}, nil }

type noConn struct{}

func (noConn) Prepare(context.Context, string) (driver.Stmt, error) { return noStmt{}, nil }
func (noConn) Ping(context.Context) error                           { return nil }
func (noConn) InTransaction() bool                                  { return false }
func (noConn) Raw() any                                             { return nil }
func (noConn) Close() error                                         { return nil }

type noStmt struct{}

func (noStmt) NumParams() int                              { return 0 }
func (noStmt) BindNull(int)                                {}
func (noStmt) BindBool(int, bool)                          {}
func (noStmt) BindInt64(int, int64)                        {}
func (noStmt) BindFloat64(int, float64)                    {}
func (noStmt) BindText(int, string)                        {}
func (noStmt) BindBytes(int, []byte)                       {}
func (noStmt) BindTime(int, time.Time)                     {}
func (noStmt) Exec(context.Context) (driver.Result, error) { return driver.Result{}, nil }
func (noStmt) Query(context.Context) (driver.Rows, error)  { return noRows{}, nil }
func (noStmt) InUse() bool                                 { return false }
func (noStmt) Close() error                                { return nil }

type noRows struct{}

func (noRows) Columns() []driver.Column       { return nil }
func (noRows) Step() (bool, error)            { return false, nil }
func (noRows) IsNull(int) bool                { return false }
func (noRows) Kind(int) driver.Kind           { return driver.KindNull }
func (noRows) Bool(int) bool                  { return false }
func (noRows) Int64(int) int64                { return 0 }
func (noRows) Float64(int) float64            { return 0 }
func (noRows) Text(int) string                { return "" }
func (noRows) Bytes(_ int, buf []byte) []byte { return buf }
func (noRows) Time(int) (time.Time, error)    { return time.Time{}, nil }
func (noRows) Result() driver.Result          { return driver.Result{} }
func (noRows) Close() error                   { return nil }
