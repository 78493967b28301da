package engine

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/expr"
)

// ExecutePages runs an INSERT of many rows in pages of at most size, or as many as its values allow, in the transaction of the connection.
//
// SQLAlchemy: insertmanyvalues.
func (c *Connection) ExecutePages(ctx context.Context, s *expr.InsertStatement, size int, each func(expr.Rows) error) (affected int64, err error) {
	if len(s.Rows) == 0 { // from a SELECT
		return c.page(ctx, s, each)
	}
	size = s.PageSize(size, c.MaxParams())
	if c.engine.Dialect().Grammar.Features.OneRow {
		size = 1
	}
	pages := (len(s.Rows) + size - 1) / size
	for p := range pages {
		from, to := p*size, min((p+1)*size, len(s.Rows))
		n, err := c.page(ctx, s.Page(from, to), each)
		if err != nil {
			return affected, &expr.PageError{Page: p + 1, Pages: pages, From: from + 1, To: to, Err: err}
		}
		affected += n
	}
	return affected, nil
}

// page runs one page.
func (c *Connection) page(ctx context.Context, s *expr.InsertStatement, each func(expr.Rows) error) (n int64, err error) {
	rows, err := c.Execute(ctx, s)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if each != nil {
		if err := each(rows); err != nil {
			return 0, err
		}
	}
	return rows.Affected(), nil
}

// ExecutePages runs an INSERT of many rows in pages, in one transaction that is committed.
//
// SQLAlchemy: insertmanyvalues.
func (e *Engine) ExecutePages(ctx context.Context, s *expr.InsertStatement, size int, each func(expr.Rows) error) (n int64, err error) {
	err = e.Begin(ctx, func(c *Connection) (err error) {
		n, err = c.ExecutePages(ctx, s, size, each)
		return err
	})
	if err != nil {
		n = 0
	}
	return n, err
}

var (
	_ = []expr.PageExecutor{(*Engine)(nil), (*Connection)(nil)}
	_ = []expr.InsertExecutor{(*Engine)(nil), (*Connection)(nil)}
)
