// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class OrderApplication {}
