package dbfleet

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/go-sql-driver/mysql"
)

// myRole is the superuser; it needs no password on the loopback.
const myRole = "root"

// myGrant lets root in over TCP. Names are not resolved, so 127.0.0.1 is not localhost.
const myGrant = "CREATE USER IF NOT EXISTS root@'127.0.0.1';\nGRANT ALL PRIVILEGES ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;\n"

func mariadb() *product {
	return &product{
		name:       "mysql", // also the name of the database that every server has
		pkg:        "mariadb-server",
		programs:   []string{"mariadbd", "mariadb-install-db"},
		dirs:       []string{"/usr/sbin", "/usr/bin", "/usr/local/mysql/bin", "/usr/local/mysql/scripts"},
		users:      []string{"mysql", "nobody"},
		database:   database{create: myCreate, drop: myDrop},
		initialise: myInitialise,
		arguments:  myArguments,
		identify:   myIdentify,
		restart:    syscall.SIGTERM,
		stop:       syscall.SIGTERM,
	}
}

// mySizes are small and the same when the data is made and when it is used: the log's size is that of a file.
func mySizes() []string {
	return []string{"--innodb-log-file-size=32M", "--innodb-buffer-pool-size=64M", "--innodb-flush-method=nosync", "--innodb-doublewrite=0"}
}

func myInitialise(ctx context.Context, s *Server) error {
	if err := os.WriteFile(filepath.Join(s.dir, "grant.sql"), []byte(myGrant), 0o644); err != nil {
		return err
	}
	args := []string{
		"--no-defaults", "--datadir=" + s.data(), "--tmpdir=" + s.dir, "--auth-root-authentication-method=normal",
		"--skip-test-db", "--skip-name-resolve",
	}
	return s.run(ctx, s.programs[1], append(args, mySizes()...)...)
}

func myArguments(s *Server) []string {
	return append([]string{
		"--no-defaults", "--datadir=" + s.data(), "--tmpdir=" + s.dir, "--socket=" + filepath.Join(s.dir, "socket"),
		"--pid-file=" + filepath.Join(s.dir, "server.pid"), "--init-file=" + filepath.Join(s.dir, "grant.sql"),
		"--bind-address=" + loopback, "--port=" + strconv.Itoa(s.port), "--skip-name-resolve", "--skip-log-bin",
		"--innodb-flush-log-at-trx-commit=0", "--innodb-stats-persistent=0", "--performance-schema=OFF",
		"--character-set-server=utf8mb4", "--max-connections=300", "--max-allowed-packet=64M", "--local-infile=0",
	}, mySizes()...)
}

func myIdentify(ctx context.Context, s *Server) (string, error) {
	var folder string
	err := myDo(ctx, s.address(), func(c *sql.Conn) error {
		return c.QueryRowContext(ctx, "SELECT @@datadir").Scan(&folder)
	})
	return folder, err
}

// myDo runs work on a connection of its own.
func myDo(ctx context.Context, u *url.URL, work func(*sql.Conn) error) error {
	config := mysql.NewConfig()
	config.User, config.Net, config.Addr = u.User.Username(), "tcp", u.Host
	config.Passwd, _ = u.User.Password()
	config.Logger = &mysql.NopLogger{} // a server that is not up yet is no news
	if u.Port() == "" {
		config.Addr = u.Host + ":3306"
	}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close() //nolint:errcheck // what mattered is done
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close() //nolint:errcheck // what mattered is done
	return work(c)
}

// myRun runs one statement.
func myRun(ctx context.Context, u *url.URL, text string) error {
	return myDo(ctx, u, func(c *sql.Conn) error {
		_, err := c.ExecContext(ctx, text)
		return err
	})
}

func myCreate(ctx context.Context, server *url.URL, name string) error {
	return myRun(ctx, server, "CREATE DATABASE `"+name+"` CHARACTER SET utf8mb4")
}

// myDrop drops a database. What still uses it is killed first, because an open transaction would make it wait.
func myDrop(ctx context.Context, server *url.URL, name string) error {
	return myDo(ctx, server, func(c *sql.Conn) error {
		ids, err := myConnections(ctx, c, name)
		if err != nil {
			return err
		}
		for _, id := range ids {
			// One that has gone meanwhile is an error that means nothing.
			_, _ = c.ExecContext(ctx, "KILL "+strconv.FormatInt(id, 10))
		}
		if _, err := c.ExecContext(ctx, "SET lock_wait_timeout = 30"); err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, "DROP DATABASE IF EXISTS `"+name+"`")
		return err
	})
}

func myConnections(ctx context.Context, c *sql.Conn, name string) ([]int64, error) {
	rows, err := c.QueryContext(ctx, "SELECT id FROM information_schema.processlist WHERE db = ?", name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
