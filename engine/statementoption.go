package engine

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
)

// optionsKey is the key of a statement's execution options in the context that listeners get.
type optionsKey struct{}

// withOptions is ctx with the execution options of st, if it has any.
func withOptions(ctx context.Context, st expr.Statement) context.Context {
	o, ok := st.(expr.Optional)
	if !ok {
		return ctx
	}
	if options := o.ExecutionOptions(); len(options) > 0 {
		return context.WithValue(ctx, optionsKey{}, options)
	}
	return ctx
}

// StatementOption is an execution option of the statement that a listener is told of: azoth.WithOption set it. The last one of a name counts.
//
// SQLAlchemy: execution_options, in before_cursor_execute.
func StatementOption(ctx context.Context, name string) (value any, ok bool) {
	options, _ := ctx.Value(optionsKey{}).([]expr.ExecutionOption)
	for i := len(options) - 1; i >= 0; i-- {
		if options[i].Name == name {
			return options[i].Value, true
		}
	}
	return nil, false
}
