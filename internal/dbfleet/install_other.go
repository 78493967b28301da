//go:build !linux

package dbfleet

import "context"

func (p *product) install(context.Context) error {
	return p.missing("packages are installed on Debian only")
}
